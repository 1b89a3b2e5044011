import type { InfiniteData } from '@tanstack/react-query';
import type { Schemas } from '@/lib/api/client';

/** A contact on screen. `pending`: shown before the server has said so; one being created has a negative id. */
export type Contact = Schemas['ContactAnswer'] & { pending?: true };
/** `end`: the last one of a page as it was read, who may be gone since. */
export type ContactPage = Omit<Schemas['ContactList'], 'items'> & {
  items: Contact[];
  end?: Contact | undefined;
};
export type ContactPages = InfiniteData<ContactPage, string | null>;

/** A category on screen. `pending`: shown before the server has said so; one being created has a negative id. */
export type Category = Schemas['CategoryBody'] & { pending?: true };
export type CategoryList = Omit<Schemas['CategoryList'], 'items'> & { items: Category[] };

/** What a list of contacts is asked for; what is left out asks nothing. `sort` is `newest` by default. */
export interface ContactFilters {
  q?: string;
  category_id?: number;
  whatsapp_verified?: 'true' | 'false' | 'unknown';
  opted_out?: boolean;
  interacted?: boolean;
  /** Own fields with their values. */
  field?: string[];
  sort?: 'newest' | 'oldest' | 'name';
}
