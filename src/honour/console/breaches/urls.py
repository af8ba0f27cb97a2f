"""Breaches, below `/staff/breaches/`."""

from django.urls import path

from honour.console.breaches import views

urlpatterns = [
    path("", views.listing, name="breaches"),
    path("new/", views.new, name="breach_new"),
    path("<str:number>/", views.one, name="breach_one"),
    path("<str:number>/describe/", views.describe, name="breach_describe"),
    path("<str:number>/count/", views.count, name="breach_count"),
    path("<str:number>/notify/<str:stage>/", views.notify, name="breach_notify"),
    path("<str:number>/spare/", views.spare, name="breach_spare"),
    path("<str:number>/tell/", views.tell, name="breach_tell"),
    path("<str:number>/untold/", views.leave_untold, name="breach_untold"),
    path("<str:number>/close/", views.close, name="breach_close"),
    path("<str:number>/form/<str:language>/<str:kind>/", views.form, name="breach_form"),
]
