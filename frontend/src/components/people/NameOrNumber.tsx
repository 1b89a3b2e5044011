import { PhoneNumber } from './PhoneNumber';

/** What somebody is called; where that is the number, in groups. */
export function NameOrNumber({ name, phone }: { name: string; phone: string | null }) {
  return name === phone ? <PhoneNumber phone={phone} /> : name;
}
