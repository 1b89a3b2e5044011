"""What WhatsApp would refuse of a campaign's messages."""

from typing import Final

from relance.reasons.reason import ReasonList

LINK_PROBLEMS: Final = ReasonList(
    "link",
    {
        "not_https": "that does not begin with https://",
        "blanks": "with blanks or invisible characters in it",
        "backslash": "with a backslash in it",
        "no_address": "that is no address",
        "user_in_it": "with a user name or password before its host",
        "no_host": "without a host",
    },
)
"""The rest of a sentence: "a link …"."""

CONTENT_PROBLEMS: Final = ReasonList(
    "content",
    {
        "message_2_type": "Message 2 must be of type text, buttons or image.",
        "missing": "{what:content} is missing.",
        "too_long": "{what:content} has {length:count} characters; WhatsApp allows {most:count}.",
        "no_buttons": "Message 2 with buttons needs at least one button.",
        "too_many_buttons": "Message 2 has {buttons:count} buttons; WhatsApp allows {most:count}.",
        "buttons_alike": "Two buttons of Message 2 have the same {part:button_part}.",
        "button_incomplete": "Every button of Message 2 needs an id and a title.",
        "button_with_placeholder": "The id and title of a button are the same for everybody: no"
        " {placeholders}.",
        "button_id_blanks": "The id of a button must not begin or end with a space.",
        "media_or_link": "{what:content} needs either a media id or a link.",
        "media_id_empty": "{what:content} has an empty media id.",
        "link": "{what:content} has a link {problem:reason}.",
        "variable_without_value": "The variable {variable} of the template has no value.",
        "variable_unknown": "The template has no variable {variable}.",
        "variable_field_or_value": "The variable {variable} needs either a field or a value.",
        "variable_empty": "The variable {variable} has an empty field or value.",
        "variable_default_empty": "The variable {variable} has an empty default.",
        "button_field_or_value": "Button {index:id} needs either a field or a value.",
        "button_empty": "Button {index:id} has an empty field or value.",
        "button_default_empty": "Button {index:id} has an empty default.",
        "header_takes_nothing": "The header of this template takes no value.",
        "button_takes_nothing": "Button {index:id} of the template takes no value.",
        "button_without_value": "Button {index:id} of the template needs a value.",
        "header_unsupported": "Templates with a {kind} header cannot be sent.",
        "component_unsupported": "Templates with a {kind} cannot be sent.",
        "placeholder_in_constant": "{what:reason} is the same for everybody and cannot hold {placeholder}:"
        " choose the field.",
        "placeholder_without_field": "{what:reason} is the same for everybody and would say {placeholder} as"
        " it stands here: take it out.",
        "placeholder_unknown": "{what:reason} asks for {placeholder}, which is no field of any contact."
        " Import contacts that have it, or take it out.",
        "placeholder_like": "{what:reason} asks for {placeholder}, which is no field of any contact."
        " Do you mean {like}?",
        "placeholder_single": "{what:reason} would say {written} as it stands here: write {like}.",
        "placeholder_single_in_constant": "{what:reason} would say {written} as it stands here: choose the"
        " field.",
        "placeholder_broken": "{what:reason} would say {written} as it stands here: a field stands between"
        " two braces and two braces.",
        "button_unsupported": "Templates with a {kind} button cannot be sent.",
    },
)

TEXTS: Final = ReasonList(
    "text",
    {
        "header": "The text of the header",
        "header_filename": "The name of the header's file",
        "header_link": "The link of the header",
        "variable_value": "The value of the variable {variable}",
        "variable_default": "The default of the variable {variable}",
        "button_value": "The value of button {index:id} of the template",
        "button_default": "The default of button {index:id} of the template",
        "message_2_text": "The text of Message 2",
        "message_2_caption": "The caption of Message 2",
        "message_2_link": "The link of Message 2",
        "message_2_button_title": "The title of button {number:count} of Message 2",
        "message_2_button_id": "The id of button {number:count} of Message 2",
    },
)
"""Texts of a campaign, as sentences name them."""
