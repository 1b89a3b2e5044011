import { VisuallyHidden } from '@mantine/core';
import { useFormat } from '@/lib/useFormat';

interface Props<Day> {
  caption: string;
  /** The head of the first column. */
  title: string;
  days: readonly Day[];
  series: readonly { title: string; count: (day: Day) => number }[];
}

/** A chart by days in numbers, for who cannot see it. */
export function ChartNumbers<Day extends { date: string }>({ caption, title, days, series }: Props<Day>) {
  const format = useFormat();
  return (
    <VisuallyHidden>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {[title, ...series.map((one) => one.title)].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <th scope="row">{format.shortDay(day.date)}</th>
              {series.map((one) => (
                <td key={one.title}>{format.count(one.count(day))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
