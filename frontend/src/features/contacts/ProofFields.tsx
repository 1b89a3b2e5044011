import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const LONGEST = 2000;

/** What a person said, was shown or signed, and where: the proof of what is written down of them. */
export interface Proof {
  words: string;
  source: string;
}

/** The state of the fields, and what of it is to be sent: null for what was left empty. */
export function useProof() {
  const [proof, setProof] = useState<Proof>({ words: '', source: '' });
  const told = { words: proof.words.trim() || null, source: proof.source.trim() || null };
  return { proof, setProof, told };
}

export function ProofFields(props: { proof: Proof; onChange: (proof: Proof) => void }) {
  const { t } = useTranslation('contacts');
  const { proof, onChange } = props;
  return (
    <>
      <Textarea
        label={t('consents.words')}
        description={t('consents.words_hint')}
        autosize
        minRows={2}
        maxLength={LONGEST}
        value={proof.words}
        onChange={(event) => onChange({ ...proof, words: event.currentTarget.value })}
      />
      <TextInput
        label={t('consents.source')}
        placeholder={t('consents.source_placeholder')}
        maxLength={LONGEST}
        value={proof.source}
        onChange={(event) => onChange({ ...proof, source: event.currentTarget.value })}
      />
    </>
  );
}
