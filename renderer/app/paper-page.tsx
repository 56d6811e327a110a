import { createPortal } from 'react-dom';
import { dateTimeText } from '../ui/format';
import { text } from '../ui/text';
import classes from './paper-page.module.css';
import { type PagePicture, useOutputStore } from './view-output';

const words = text.output;

/** The page for paper; on the screen it is not seen. Beside the interface, which paper does not show. */
export function PaperPage() {
  const page = useOutputStore((state) => state.page);
  if (page === null) return null;
  return createPortal(
    <article className={classes.page} data-page aria-label={words.page}>
      <header>
        <b>{page.title}</b>
        <span>{words.madeAt(dateTimeText(new Date()), page.reader)}</span>
      </header>
      <Picture picture={page.view} className={classes.view} />
      {page.keyImages.length > 0 && (
        <section>
          <h2>{text.keyImages.title}</h2>
          <div className={classes.keyImages}>
            {page.keyImages.map((picture) => (
              <Picture key={picture.words} picture={picture} className={classes.keyImage} />
            ))}
          </div>
          {page.left > 0 && <p>{words.more(page.left)}</p>}
        </section>
      )}
      <footer>
        {text.app.disclaimer}. {words.notForMeasuring}
      </footer>
    </article>,
    document.body,
  );
}

function Picture({ picture, className }: { picture: PagePicture; className: string | undefined }) {
  return (
    <figure className={className}>
      <img src={picture.address} alt={picture.words} />
      <figcaption>
        {picture.words}
        {picture.note !== '' && `: ${picture.note}`}
      </figcaption>
    </figure>
  );
}
