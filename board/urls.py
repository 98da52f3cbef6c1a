"""Addresses of signing in, of one's own page, of people and partners."""

from django.urls import path

from board.views import devices, inviting, joining, leaving, looks, own, partners, people, signing_in

app_name = "board"
urlpatterns = [
    path("in/", signing_in.sign_in, name="sign-in"),
    path("out/", signing_in.sign_out, name="sign-out"),
    path("join/", joining.join, name="join"),
    path("join/name/", joining.join_name, name="join-name"),
    path("join/<uuid:key>/", joining.join_link, name="join-link"),
    path("welcome/", joining.welcome, name="welcome"),
    path("me/", own.me, name="me"),
    path("me/passphrase/", own.passphrase, name="passphrase"),
    path("me/name/", own.name, name="name"),
    path("me/look/", looks.look, name="look"),
    path("me/devices/", devices.devices, name="devices"),
    path("me/devices/end/", devices.devices_end, name="devices-end"),
    path("me/devices/<uuid:number>/end/", devices.device_end, name="device-end"),
    path("me/idle/choose/", devices.idle, name="idle"),
    path("me/idle/", devices.left, name="left"),
    path("me/stay/", devices.stay, name="stay"),
    path("me/language/", own.language, name="language"),
    path("me/identity/", own.identity, name="identity"),
    path("me/identity/remove/", own.identity_remove, name="identity-remove"),
    path("me/break/", leaving.break_begin, name="break-begin"),
    path("me/back/", leaving.break_end, name="break-end"),
    path("me/leave/", leaving.leaving, name="leaving"),
    path("me/leave/board/", leaving.leave_board, name="leave-board"),
    path("me/leave/stay/", leaving.stay, name="stay"),
    path("me/erase/", leaving.erase, name="erase"),
    path("me/erased/<uuid:erasure>/", leaving.erased, name="erased"),
    path("people/", people.people, name="people"),
    path("people/invite/", inviting.invite, name="invite"),
    path("people/invite/<uuid:joining>/end/", inviting.invite_end, name="invite-end"),
    path("people/<uuid:person>/", people.person, name="person"),
    path("people/<uuid:person>/identity/", people.person_identity, name="person-identity"),
    path("people/<uuid:person>/break/", people.person_break, name="person-break"),
    path("people/<uuid:person>/back/", people.person_back, name="person-back"),
    path("people/<uuid:person>/pause/", people.person_pause, name="person-pause"),
    path("people/<uuid:person>/resume/", people.person_resume, name="person-resume"),
    path("people/<uuid:person>/end/", people.person_end, name="person-end"),
    path("people/<uuid:person>/passphrase/", people.person_passphrase, name="person-passphrase"),
    path("partners/", partners.partners, name="partners"),
    path("partners/new/", partners.partner_new, name="partner-new"),
    path("partners/<uuid:organisation>/", partners.partner, name="partner"),
]
