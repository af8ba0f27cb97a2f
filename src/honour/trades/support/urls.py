"""Tickets: for those who ask, for everybody who reads public ones, and for the staff who handle them."""

from django.urls import path

from honour.trades.support import staff, staff_work, views

urlpatterns = [
    path("tickets/", views.public_list, name="tickets"),
    path("tickets/mine/", views.mine, name="my_tickets"),
    path("tickets/new/", views.new, name="ticket_new"),
    path("tickets/<str:reference>/", views.one, name="ticket"),
    path("tickets/<str:reference>/edit/", views.edit, name="ticket_edit"),
    path("tickets/<str:reference>/comment/", views.comment, name="ticket_comment"),
    path("tickets/<str:reference>/visibility/", views.visibility, name="ticket_visibility"),
    path("tickets/<str:reference>/all-staff/", views.all_staff, name="ticket_all_staff"),
    path("tickets/<str:reference>/close/", views.close, name="ticket_close"),
    path("tickets/<str:reference>/words/<int:number>/", views.words, name="ticket_words"),
    path("staff/tickets/", staff.queue, name="staff_tickets"),
    path("staff/tickets/times/", staff_work.times, name="staff_answer_times"),
    path("staff/answers/", staff_work.answers, name="staff_answers"),
    path("staff/answers/new/", staff_work.answer, name="staff_answer_new"),
    path("staff/answers/<int:number>/", staff_work.answer, name="staff_answer"),
    path("staff/answers/<int:number>/drop/", staff_work.drop, name="staff_answer_drop"),
    path("staff/tickets/<str:reference>/", staff.one, name="staff_ticket"),
    path("staff/tickets/<str:reference>/take/", staff.take, name="staff_ticket_take"),
    path("staff/tickets/<str:reference>/release/", staff.release, name="staff_ticket_release"),
    path("staff/tickets/<str:reference>/answer/", staff.answer, name="staff_ticket_answer"),
    path("staff/tickets/<str:reference>/note/", staff.note, name="staff_ticket_note"),
    path("staff/tickets/<str:reference>/merge/", staff_work.merge, name="staff_ticket_merge"),
    path("staff/tickets/<str:reference>/close/", staff.close, name="staff_ticket_close"),
    path("staff/tickets/<str:reference>/hide/", staff.hide, name="staff_ticket_hide"),
    path("staff/tickets/<str:reference>/lift/", staff.lift, name="staff_ticket_lift"),
    path("staff/access/", staff.grant, name="staff_access"),
]
