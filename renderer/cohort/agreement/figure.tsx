import { type ReactNode, useRef } from 'react';
import { text } from '../../ui/text';
import classes from './agreement.module.css';
import { saveFigure } from './save-figure';

const words = text.agreement;

interface FigureProps {
  title: string;
  /** Of the file, without its ending. */
  fileName: string;
  width: number;
  height: number;
  /** What stands below it; not part of the saved figure. */
  caption?: ReactNode;
  children: ReactNode;
}

/** A figure with its title and the ways to save it. Its colours are the variables of agreement.module.css. */
export function Figure({ title, fileName, width, height, caption, children }: FigureProps) {
  const drawing = useRef<SVGSVGElement>(null);
  const save = (kind: 'svg' | 'png') => {
    if (drawing.current !== null) void saveFigure(drawing.current, fileName, kind);
  };
  return (
    <figure className={classes.figure} aria-label={title} style={{ width: width + 22 }}>
      <div className={classes.figureHead}>
        <h3>{title}</h3>
        {(['svg', 'png'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className={classes.button}
            aria-label={words.saveFigure(title, kind.toUpperCase())}
            onClick={() => save(kind)}
          >
            {kind.toUpperCase()}
          </button>
        ))}
      </div>
      <svg ref={drawing} className={classes.drawing} viewBox={`0 0 ${width} ${height}`} fontSize={11}>
        <title>{title}</title>
        {children}
      </svg>
      <figcaption className={classes.caption}>{caption}</figcaption>
    </figure>
  );
}
