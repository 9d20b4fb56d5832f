import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thaktho.settings.production")
application = get_wsgi_application()
# What stands now stands as long as the process: no collection needs to walk it again, and a request makes no circles
# worth looking for seven hundred objects at a time.
gc.freeze()
gc.set_threshold(10_000, 20, 20)
