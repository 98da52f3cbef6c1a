"""What `manage.py keys` can do, one module a matter."""
