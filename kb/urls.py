from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [
    path("admin/", admin.site.urls),
    # the page for signing in has the switch too; a stranger's form could do no worse than change the language, while a
    # token would give every reader a cookie
    path("language/", csrf_exempt(login_not_required(set_language)), name="set-language"),
    path("articles/", include("articles.urls")),
    path("import/", include("articles.upload_urls")),
    path("runs/", include("articles.run_urls")),
    path("", include("kb.site_urls")),
]
