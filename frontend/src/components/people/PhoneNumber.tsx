import { memo } from 'react';
import { type PhoneLibrary, usePhoneLibrary } from '@/components/countries/phone-library';
import classes from './PhoneNumber.module.css';

/**
 * A number in groups, as its country writes it. The gaps are drawn and not written: whoever copies the number,
 * or looks for it in the page, gets it as it is stored.
 */
export const PhoneNumber = memo(function PhoneNumber({ phone }: { phone: string }) {
  const library = usePhoneLibrary();
  return (
    <span className={classes.phone} translate="no">
      {groupsOf(library, phone).map(({ text, at }) => (
        <span key={at} className={classes.group}>
          {text}
        </span>
      ))}
    </span>
  );
});

/** The parts of a number and where each begins; one part where the library is not there yet, or knows nothing. */
export function groupsOf(library: PhoneLibrary | null, phone: string): { text: string; at: number }[] {
  const written = library?.parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
  const parts = written.match(/\+?\d+/g) ?? [];
  // Signs that are not of the number would be lost: then it is shown as it is.
  if (parts.join('') !== phone) return [{ text: phone, at: 0 }];
  let at = 0;
  return parts.map((text) => {
    const group = { text, at };
    at += text.length;
    return group;
  });
}
