import { IconStar, IconStarFilled, IconX } from '@tabler/icons-react';
import { type ImageName, keyImageOf, setKeyImageNote } from '../../shared/findings/key-images';
import type { KeyImage, Reading } from '../../shared/findings/reading';
import { KeyHint, useTitle } from '../app/key-hint';
import { text } from '../ui/text';
import { useViewerStore } from '../viewer/viewer-store';
import { imageOfPoint } from './image-of-point';
import { activeImage, goToKeyImage, takeOffKeyImage, toggleKeyImage } from './key-image-acts';
import styles from './key-images.module.css';
import panel from './reading.module.css';
import { useReadingStore } from './use-reading';

const words = text.keyImages;

/** The images the reader marked, each with its note; a click goes there. */
export function KeyImageList({ reading }: { reading: Reading }) {
  const shownFrame = useViewerStore((state) => activeImage(state)?.frame ?? null);
  const title = useTitle(words.toggle, 'reading.keyImage');
  const isMarked = shownFrame !== null && keyImageOf(reading, shownFrame) !== null;
  const disabled = reading.status === 'submitted';
  return (
    <section className={styles.section} aria-label={words.title}>
      <div className={styles.head}>
        <h2 className={panel.sectionTitle}>{words.counted(reading.keyImages.length)}</h2>
        <button
          type="button"
          className={panel.iconButton}
          aria-pressed={isMarked}
          disabled={disabled || shownFrame === null}
          title={title}
          onClick={toggleKeyImage}
        >
          {isMarked ? (
            <IconStarFilled size={12} aria-hidden="true" />
          ) : (
            <IconStar size={12} aria-hidden="true" />
          )}
          {words.mark} <KeyHint command="reading.keyImage" />
        </button>
      </div>
      {reading.keyImages.length > 0 && (
        <ul>
          {reading.keyImages.map((image) => (
            <KeyImageRow key={`${image.sopInstanceUid} ${image.frame}`} image={image} disabled={disabled} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** "T2 sagittal 7/13"; what is said of an image the study does not have. */
export function useImageWords(image: ImageName): { words: string; isThere: boolean } {
  const study = useViewerStore((state) => state.study);
  const place = study === null ? null : imageOfPoint(study, image);
  if (place === null) return { words: words.gone, isThere: false };
  const { stack, frame } = place;
  return {
    words: words.image(stack.label, stack.frames.indexOf(frame) + 1, stack.frames.length),
    isThere: true,
  };
}

function KeyImageRow({ image, disabled }: { image: KeyImage; disabled: boolean }) {
  const { apply, endGesture } = useReadingStore.getState();
  const { words: name, isThere } = useImageWords(image);
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.go}
        disabled={!isThere}
        aria-label={words.show(name)}
        onClick={() => goToKeyImage(image)}
      >
        <IconStarFilled size={11} aria-hidden="true" />
        {name}
      </button>
      <input
        className={panel.reason}
        aria-label={words.noteOf(name)}
        placeholder={words.note}
        maxLength={500}
        autoComplete="off"
        value={image.note}
        disabled={disabled}
        onChange={({ target }) => {
          apply(
            (draft) => setKeyImageNote(draft, image, target.value),
            words.note,
            `key image note ${image.sopInstanceUid} ${image.frame}`,
          );
        }}
        onBlur={endGesture}
      />
      <button
        type="button"
        className={panel.iconButton}
        aria-label={words.remove(name)}
        title={words.remove(name)}
        disabled={disabled}
        onClick={() => takeOffKeyImage(image)}
      >
        <IconX size={12} aria-hidden="true" />
      </button>
    </li>
  );
}

/** The star and the note over a viewport that shows a key image. */
export function KeyImageMark({ image, reading }: { image: ImageName; reading: Reading }) {
  const marked = keyImageOf(reading, image);
  if (marked === null) return null;
  return (
    <div className={styles.mark}>
      <IconStarFilled size={11} aria-hidden="true" /> {words.one}
      {marked.note !== '' && `: ${marked.note}`}
    </div>
  );
}
