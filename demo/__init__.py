"""The demonstration board, as data: who takes part, what was asked, said, decided and answered.

The TOML files beside this module hold every word of it; `demo.story` reads them into typed,
checked, unchanging objects. Nothing here touches the database: the command that fills a
demonstration board takes a `Story` and does the rest through the apps' own actions.

The people, agencies and requests are invented. The seminar in Madrid is real: its facts are those
of its public report, its sentences are ours.
"""
