import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { memo, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneLibrary } from '@/components/countries/phone-library';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { OWN_TEXTS } from '@/lib/own-fields';
import { CategoriesSelect } from './CategoriesSelect';
import { CustomFields } from './CustomFields';
import classes from './contacts.module.css';
import { ExistingContact } from './ExistingContact';
import { type ContactValues, findFieldProblems, LONGEST_NAME } from './form-values';
import { PhoneField } from './PhoneField';
import { checkPhone } from './phone-check';
import { placeOf } from './refusals';

interface Props {
  initial: ContactValues;
  /** What the server said of these very values. */
  refusal: Error | null;
  isNew: boolean;
  /** A person known by WhatsApp's own id has none, and may go without. */
  needsPhone: boolean;
  onSubmit: (values: ContactValues, e164: string | null) => void;
  onCancel: () => void;
}

/** Number, names, categories and custom fields of a contact. What goes on around it does not draw it again. */
export const ContactForm = memo(function ContactForm(props: Props) {
  const { initial, refusal, isNew, needsPhone, onSubmit, onCancel } = props;
  const { t } = useTranslation(['contacts', 'common']);
  const describe = useErrorText();
  const library = usePhoneLibrary();
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const formBox = useRef<HTMLFormElement>(null);
  const check = library && checkPhone(library, values.phone, values.country);
  const problems = findFieldProblems(values.fields);
  // A refusal speaks of what was sent: it is over once that changes.
  const isSame = values.phone === initial.phone && values.country === initial.country;
  const place = refusal && placeOf(refusal);
  const refusedAt = (where: typeof place) => (place === where && refusal ? describe(refusal) : undefined);
  const change = (part: Partial<ContactValues>) => setValues((before) => ({ ...before, ...part }));

  // A number with its country code says itself where it is from.
  const known = check && 'country' in check && isInternational(values.phone) ? check : null;
  const country = known?.country ?? values.country;

  const changePhone = (part: { country?: string | null; phone?: string }) => {
    const moved = part.country !== undefined && known !== null;
    const local = moved && library?.parsePhoneNumberFromString(known.e164)?.nationalNumber;
    change({ country, ...part, ...(local && { phone: local }) });
  };

  const submit = () => {
    const e164 = check && 'e164' in check ? check.e164 : null;
    const isEmpty = !values.phone.trim();
    const phoneFits = isEmpty ? !needsPhone : e164 !== null || !library;
    if (phoneFits && problems.size === 0) return onSubmit({ ...values, country }, e164);
    setTried(true);
    focusFirstProblem(formBox);
  };

  return (
    <form
      ref={formBox}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md" flex={1}>
        {place === 'form' && (
          <Alert color="red" icon={<IconAlertTriangle />} title={t('form.refused_title')} role="alert">
            {refusedAt('form')}
          </Alert>
        )}
        <PhoneField
          library={library}
          country={country}
          phone={values.phone}
          check={check}
          required={needsPhone}
          showProblems={tried}
          error={isSame ? (refusedAt('phone') ?? refusedAt('country')) : undefined}
          onChange={changePhone}
        />
        {isSame && refusal instanceof ApiError && refusal.code === 'contact_exists' && (
          <ExistingContact phone={check && 'e164' in check ? check.e164 : values.phone} onOpen={onCancel} />
        )}
        <Group grow align="flex-start">
          {OWN_TEXTS.map((name) => (
            <TextInput
              key={name}
              label={t(`own.${name}`)}
              autoComplete="off"
              maxLength={LONGEST_NAME}
              value={values.texts[name]}
              onChange={(event) => change({ texts: { ...values.texts, [name]: event.currentTarget.value } })}
            />
          ))}
        </Group>
        <CategoriesSelect
          value={values.categoryIds}
          onChange={(categoryIds) => change({ categoryIds })}
          error={refusedAt('categories')}
        />
        <CustomFields fields={values.fields} problems={problems} onChange={(fields) => change({ fields })} />
      </Stack>
      <Group justify="flex-end" gap="xs" className={classes.formEnd}>
        <Button variant="default" onClick={onCancel}>
          {t('common:actions.cancel')}
        </Button>
        <Button type="submit">{isNew ? t('form.create') : t('common:actions.save')}</Button>
      </Group>
    </form>
  );
});

const isInternational = (phone: string): boolean => /^\s*(\+|00)/.test(phone);

/** Once the problems are drawn. */
function focusFirstProblem(form: RefObject<HTMLFormElement | null>): void {
  requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
