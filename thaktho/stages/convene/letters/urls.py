from django.urls import path

from .views import letters, recipients, replies

urlpatterns = [
    path("", letters.index, name="letters_index"),
    path("register.pdf", letters.register, name="letters_register"),
    path("head/", letters.head, name="letters_head"),
    path("new/", letters.new, name="letters_new"),
    path("for/<uuid:id>/new/", letters.new, name="letters_invite"),
    path("reply/<str:reply_token>/", replies.reply, name="letters_reply"),
    path("<uuid:letter_id>/", letters.show, name="letters_letter"),
    path("<uuid:letter_id>/edit/", letters.edit, name="letters_edit"),
    path("<uuid:letter_id>/issue/", letters.issue, name="letters_issue"),
    path("<uuid:letter_id>/cancel/", letters.cancel, name="letters_cancel"),
    path("<uuid:letter_id>/print/", letters.print_all, name="letters_print"),
    path("<uuid:letter_id>/sample.pdf", letters.sample, name="letters_sample"),
    path("<uuid:letter_id>/enclosures/", letters.enclose, name="letters_enclose"),
    path(
        "<uuid:letter_id>/enclosures/<uuid:enclosure_id>/remove/", letters.unenclose, name="letters_unenclose"
    ),
    path("<uuid:letter_id>/recipients/", recipients.add, name="letters_recipients"),
    path("<uuid:letter_id>/recipients/<uuid:recipient_id>/", recipients.change, name="letters_recipient"),
    path("<uuid:letter_id>/recipients/<uuid:recipient_id>/letter.pdf", letters.one, name="letters_one"),
    path(
        "<uuid:letter_id>/recipients/<uuid:recipient_id>/letter.docx",
        letters.one_docx,
        name="letters_one_docx",
    ),
    path("<uuid:letter_id>/replies/", replies.index, name="letters_replies"),
    path("<uuid:letter_id>/replies/<uuid:recipient_id>/", replies.note, name="letters_note"),
]
