import {
  Alert,
  Button,
  Group,
  Loader,
  Progress,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { type Category, useCategories } from '@/hooks/useCategories';
import { type BulkProgress, type ContactFilters, useBulkCategories } from '@/hooks/useContacts';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { useNotice } from '@/lib/useNotice';
import { useMatching } from './useMatching';

type Filter = Omit<ContactFilters, 'sort'>;

/** File all contacts that match a filter. */
export function AddByFilter({ category }: { category: Category }) {
  const { t } = useTranslation('categories');
  const format = useFormat();
  const describe = useErrorText();
  const [filter, setFilter] = useState<Filter>({});
  const [settled] = useDebouncedValue(filter, 200);
  const matching = useMatching(settled);
  const bulk = useBulkCategories();
  const notify = useNotice();
  // Whoever closes the dialog is told the end of it in a corner.
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const isBehind = matching.isFetching || settled !== filter;
  const shown = matching.count === null ? null : format.count(matching.count);

  const change = (next: Filter) => {
    setFilter(next);
    if (!bulk.isPending) bulk.reset();
  };
  const words = ({ changed, matched }: BulkProgress) =>
    changed === matched
      ? t('add.result_all', { count: changed, added: format.count(changed) })
      : t('add.result', { added: format.count(changed), matched: format.count(matched) });
  const run = () => {
    setProgress({ matched: 0, changed: 0 });
    bulk
      .mutateAsync({ chosen: { filter }, action: 'add', categoryId: category.id, onProgress: setProgress })
      .then(
        (done) => isOpen.current || notify({ color: 'forest', title: category.name, message: words(done) }),
        (error) => isOpen.current || notify({ color: 'red', title: category.name, message: describe(error) }),
      );
  };

  return (
    <Stack gap="md">
      <FilterFields filter={filter} category={category} onChange={change} disabled={bulk.isPending} />
      {matching.error && <ErrorState error={matching.error} onRetry={matching.retry} />}
      {bulk.isPending && progress && (
        <Stack gap={6} role="status">
          <Progress
            value={matching.count ? Math.min(100, (progress.matched / matching.count) * 100) : 100}
            striped
            animated
            size="lg"
            aria-label={t('add.progress')}
          />
          <Text size="sm">{t('add.done_so_far', { shown: format.count(progress.matched) })}</Text>
        </Stack>
      )}
      {bulk.isSuccess && (
        <Alert color="forest" icon={<IconCircleCheck />} role="status" title={t('add.done')}>
          {words(bulk.data)}
        </Alert>
      )}
      {bulk.isError && (
        <Alert color="red" role="alert" title={t('add.broken_off')}>
          {describe(bulk.error)} {progress && t('add.kept', { shown: format.count(progress.changed) })}
        </Alert>
      )}
      {!bulk.isSuccess && (
        <Group justify="space-between" gap="xs">
          <Group gap="xs" aria-live="polite">
            <Text size="sm" fw={550}>
              {matching.count !== null && t('add.matching', { count: matching.count, shown })}
              {matching.count === null &&
                matching.isKnown &&
                t('add.matching_beyond', { shown: format.count(matching.least) })}
            </Text>
            {isBehind && <Loader size="xs" aria-label={t('add.searching')} />}
          </Group>
          <Button onClick={run} loading={bulk.isPending} disabled={isBehind || matching.count === 0}>
            {shown === null ? t('add.all') : t('add.all_counted', { count: matching.count ?? 0, shown })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function FilterFields(props: {
  filter: Filter;
  category: Category;
  disabled: boolean;
  onChange: (filter: Filter) => void;
}) {
  const { t } = useTranslation('categories');
  const { filter, disabled } = props;
  const categories = useCategories().data?.items ?? [];
  const others = categories.filter(({ id }) => id !== props.category.id && id > 0);
  const put = <Name extends keyof Filter>(name: Name, value: Filter[Name] | undefined) => {
    const { [name]: _, ...rest } = filter;
    // Only the named value is put in, with its own type.
    props.onChange(value === undefined ? rest : ({ ...rest, [name]: value } as Filter));
  };
  const yesNo = (name: 'opted_out' | 'interacted') => (
    <Select
      label={t(`filter.${name}`)}
      data={[
        { value: '', label: t('filter.any') },
        { value: 'true', label: t('filter.yes') },
        { value: 'false', label: t('filter.no') },
      ]}
      value={filter[name] === undefined ? '' : String(filter[name])}
      onChange={(value) => put(name, value ? value === 'true' : undefined)}
      disabled={disabled}
      allowDeselect={false}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextInput
        type="search"
        label={t('filter.q')}
        leftSection={<IconSearch size={16} />}
        value={filter.q ?? ''}
        onChange={(event) => put('q', event.currentTarget.value || undefined)}
        maxLength={100}
        disabled={disabled}
        autoComplete="off"
      />
      <Select
        label={t('filter.category')}
        data={[
          { value: '', label: t('filter.any') },
          ...others.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={filter.category_id === undefined ? '' : String(filter.category_id)}
        onChange={(value) => put('category_id', value ? Number(value) : undefined)}
        searchable={others.length > WORTH_SEARCHING}
        disabled={disabled}
        allowDeselect={false}
      />
      <Select
        label={t('filter.whatsapp')}
        data={[
          { value: '', label: t('filter.any') },
          ...VERIFIED.map((value) => ({ value, label: t(`filter.whatsapp_${value}`) })),
        ]}
        value={filter.whatsapp_verified ?? ''}
        onChange={(value) =>
          put(
            'whatsapp_verified',
            VERIFIED.find((word) => word === value),
          )
        }
        disabled={disabled}
        allowDeselect={false}
      />
      {yesNo('interacted')}
      {yesNo('opted_out')}
    </SimpleGrid>
  );
}

const VERIFIED = ['true', 'false', 'unknown'] as const;
const WORTH_SEARCHING = 8;
