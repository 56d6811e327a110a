import { useEffect, useRef } from 'react';
import { reportStyle } from '../../shared/export/report-style';
import { text } from '../ui/text';
import classes from './report.module.css';

/** A report as it will be written, in a root of its own: no style of the interface reaches it, and no script is in it. */
export function ReportPreview({ body }: { body: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    // The body is made by reportBody, which escapes every text of the reading.
    root.innerHTML = `<style>${reportStyle}</style>${body}`;
  }, [body]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section className={classes.preview} aria-label={text.report.preview} tabIndex={0}>
      <div ref={host} className={classes.paper} />
    </section>
  );
}
