/** Of the language the words are in, not of the reader's system. */
const plurals = new Intl.PluralRules('en');

/** "3 stacks", "1 stack": a number with the word in its form for it. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${plurals.select(count) === 'one' ? one : many}`;
}

/** Making one takes longer than everything it is then asked for. */
const formats = new Map<number, Intl.NumberFormat>();

/** A number with so many decimals, as the reader's system writes it, without grouping. */
export function numberText(value: number, decimals = 0): string {
  let format = formats.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat(undefined, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: false,
    });
    formats.set(decimals, format);
  }
  return format.format(value);
}

const decimalSign = (1.5).toLocaleString().charAt(1);

/** Numbers written with a decimal point, as shared/ writes measurements, with the decimal sign of the reader's system. */
export function inLocale(numbers: string): string {
  return numbers.replace(/(\d)\.(?=\d)/g, `$1${decimalSign}`);
}

/** The time of day, hours and minutes, as the reader's system writes it. */
export function timeText(time: Date): string {
  return time.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** Date and time of day, to the minute or to the second, as the reader's system writes them. */
export function dateTimeText(time: Date, precision: 'minute' | 'second' = 'minute'): string {
  return time.toLocaleString(undefined, {
    dateStyle: 'short',
    timeStyle: precision === 'minute' ? 'short' : 'medium',
  });
}
