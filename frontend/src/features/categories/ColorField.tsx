import { ColorInput, Input, Stack, Tooltip } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ColorField.module.css';
import { PALETTE } from './colors';

/** One of the twelve colours, or any other. */
export function ColorField(props: { value: string; onChange: (color: string) => void; error?: string }) {
  const { t } = useTranslation('categories');
  const name = useId();
  return (
    <Stack gap="xs">
      <Input.Wrapper label={t('form.color')} labelElement="div" id={`${name}-colors`}>
        <div className={classes.swatches} role="radiogroup" aria-labelledby={`${name}-colors-label`}>
          {PALETTE.map((color) => (
            <Tooltip key={color.value} label={t(`color.${color.name}`)} openDelay={400}>
              <label className={classes.swatch}>
                <input
                  className={classes.input}
                  type="radio"
                  name={name}
                  aria-label={t(`color.${color.name}`)}
                  checked={props.value.toLowerCase() === color.value}
                  onChange={() => props.onChange(color.value)}
                />
                <span className={classes.dot} style={{ background: color.value }}>
                  {props.value.toLowerCase() === color.value && (
                    <IconCheck size={18} stroke={3} color="#fff" aria-hidden />
                  )}
                </span>
              </label>
            </Tooltip>
          ))}
        </div>
      </Input.Wrapper>
      <ColorInput
        label={t('form.own_color')}
        value={props.value}
        onChange={props.onChange}
        format="hex"
        withEyeDropper={false}
        error={props.error}
        popoverProps={{ withinPortal: true }}
      />
    </Stack>
  );
}
