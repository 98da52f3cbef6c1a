"""Turning pages into official PDFs, and files into signed packages.

The words of this package: a *page* (HTML made from a template) is *set* in a child process that can open
nothing (`worker`), *finished* (`finisher`) and *inspected* (`inspection`) before anybody gets it; a
*package* is a ZIP with a manifest and a signature over the manifest.

This package knows no other package of the house, has no models and keeps no file.
"""
