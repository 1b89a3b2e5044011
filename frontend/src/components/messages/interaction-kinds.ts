import {
  IconAddressBook,
  IconArrowBackUp,
  IconFileText,
  IconForms,
  IconMapPin,
  IconMessage,
  IconMicrophone,
  IconPhone,
  IconPhoto,
  IconShoppingCart,
  IconSticker,
  IconVideo,
} from '@tabler/icons-react';

/** What a contact can do, each with its icon; the words are `kind` of `messages.json`. */
export const KIND_ICONS = {
  text: IconMessage,
  button: IconArrowBackUp,
  button_reply: IconArrowBackUp,
  list_reply: IconArrowBackUp,
  form: IconForms,
  call_permission_reply: IconPhone,
  interactive: IconMessage,
  reaction: IconMessage,
  voice: IconMicrophone,
  audio: IconMicrophone,
  image: IconPhoto,
  video: IconVideo,
  document: IconFileText,
  sticker: IconSticker,
  location: IconMapPin,
  contacts: IconAddressBook,
  order: IconShoppingCart,
  other: IconMessage,
} as const;

export type InteractionKind = keyof typeof KIND_ICONS;

/** The kind of this word; a reply, where the server knows one that this page does not. */
export function readKind(word: string): InteractionKind {
  return word in KIND_ICONS ? (word as InteractionKind) : 'interactive';
}
