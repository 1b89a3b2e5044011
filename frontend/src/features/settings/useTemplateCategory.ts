import { useTranslation } from 'react-i18next';

/** A function that says Meta's category of a template; its own word where no text is kept. */
export function useTemplateCategory(): (category: string | null) => string {
  const { t } = useTranslation('settings');
  return (category) =>
    category === 'MARKETING' || category === 'UTILITY' || category === 'AUTHENTICATION'
      ? t(`templates.category.${category}`)
      : (category ?? '–');
}
