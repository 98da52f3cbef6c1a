"""What gunicorn reads by itself, wherever it is started from this folder: no diary of who asked for what."""

accesslog = None
logger_class = "config.serving.Logger"
