import { VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import classes from './Switcher.module.css';

/** One of a few views of a card: radio buttons, moved between with the arrow keys. */
export function Switcher<Value extends string>(props: {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className={classes.box}>
      <VisuallyHidden component="legend">{props.label}</VisuallyHidden>
      {props.choices.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
