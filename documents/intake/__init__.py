"""Files that people bring: looked at, cleaned and written anew in a child process behind closed doors.

`cleaning` is the parent's side, the only one with Django; everything else here is imported by the child as
well. A file is what its bytes say: its name and what the browser called it must agree with them. Pictures are
painted again, PDFs lose everything but their pages, texts become UTF-8. All else is refused, with a sentence
that says what to do instead.
"""
