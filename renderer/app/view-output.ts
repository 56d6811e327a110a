import { create } from 'zustand';
import type { KeyImage } from '../../shared/findings/reading';
import type { Area } from '../../shared/ipc/contract';
import { imageOfPoint } from '../reading/image-of-point';
import { useReadingStore } from '../reading/use-reading';
import { subjectText } from '../ui/study-words';
import { text } from '../ui/text';
import { framePicture } from '../viewer/frame-picture';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { bridge } from './bridge';
import { useSessionStore } from './session';

/** A picture on the page for paper, and what is written below it. */
export interface PagePicture {
  address: string;
  words: string;
  note: string;
}

/** What is laid out for paper. */
export interface Page {
  title: string;
  reader: string;
  view: PagePicture;
  keyImages: readonly PagePicture[];
  /** Key images there was no room for. */
  left: number;
}

interface OutputState {
  page: Page | null;
  /** What was done last, for a moment. */
  said: string | null;
}

export const useOutputStore = create<OutputState>()(() => ({ page: null, said: null }));

/** As many key images as stand in two rows of the page. */
const mostKeyImages = 6;
/** Longer side of a key image on the page, pixels: some 200 dpi in a column of 60 mm. */
const keyImageSide = 480;

let silence: ReturnType<typeof setTimeout> | undefined;

function say(said: string): void {
  clearTimeout(silence);
  useOutputStore.setState({ said });
  silence = setTimeout(() => useOutputStore.setState({ said: null }), 5000);
}

const pngType = 'image/png';
const pngOf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: pngType });
const complain = (problem: string) => useSessionStore.setState({ problem });

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Where the active viewport is in the window, once no menu lies over it; null where it shows nothing. */
async function activeArea(): Promise<Area | null> {
  const viewer = useViewerStore.getState();
  if (stackOf(viewer, viewer.activeCell) === null) return null;
  for (let frame = 0; frame < 60 && document.querySelector('[role=menu]') !== null; frame++)
    await nextFrame();
  await nextFrame();
  await nextFrame();
  const box = document.querySelector(`[data-viewport="${viewer.activeCell}"]`)?.getBoundingClientRect();
  if (box === undefined || box.width < 1 || box.height < 1) return null;
  return { x: box.x, y: box.y, width: box.width, height: box.height };
}

/** Copies the active viewport as it is shown, with what is drawn on it; no name of a patient is on it. */
export async function copyView(): Promise<void> {
  const area = await activeArea();
  if (area === null) {
    complain(text.output.nothing);
    return;
  }
  const picture = await bridge.invoke('view:picture', area);
  if (!picture.ok) {
    complain(picture.problem);
    return;
  }
  try {
    await navigator.clipboard.write([new ClipboardItem({ [pngType]: pngOf(picture.value) })]);
    say(text.output.copied);
  } catch {
    complain(text.output.notCopied);
  }
}

async function keyImagePicture(image: KeyImage): Promise<PagePicture | null> {
  const { study } = useViewerStore.getState();
  const place = study === null ? null : imageOfPoint(study, image);
  if (place === null) return null;
  const { stack, frame } = place;
  const address = await framePicture(stack, frame, keyImageSide).catch(() => null);
  const words = text.keyImages.image(stack.label, stack.frames.indexOf(frame) + 1, stack.frames.length);
  return address === null ? null : { address, words, note: image.note };
}

/** The page for paper: the active viewport and the key images, under the pseudonym. */
async function layOut(): Promise<Page | string> {
  const area = await activeArea();
  const viewer = useViewerStore.getState();
  const stack = stackOf(viewer, viewer.activeCell);
  if (area === null || stack === null || viewer.study === null) return text.output.nothing;
  const picture = await bridge.invoke('view:picture', area);
  if (!picture.ok) return picture.problem;
  const { reading } = useReadingStore.getState();
  const marked = reading?.keyImages ?? [];
  const pictures = await Promise.all(marked.slice(0, mostKeyImages).map(keyImagePicture));
  const keyImages = pictures.filter((one) => one !== null);
  const slice = (viewer.cells[viewer.activeCell]?.frameIndex ?? 0) + 1;
  return {
    title: text.output.title(subjectText(viewer.study.subject)),
    reader: reading?.reader.id ?? '',
    view: {
      address: URL.createObjectURL(pngOf(picture.value)),
      words: text.keyImages.image(stack.label, slice, stack.frames.length),
      note: '',
    },
    keyImages,
    left: marked.length - keyImages.length,
  };
}

let isPrinting = false;

/** Prints the active viewport and the key images on one page, or saves that page as a PDF file. */
export async function printView(to: 'printer' | 'pdf'): Promise<void> {
  if (isPrinting) return;
  isPrinting = true;
  try {
    const page = await layOut();
    if (typeof page === 'string') {
      complain(page);
      return;
    }
    useOutputStore.setState({ page });
    await nextFrame();
    await Promise.all(
      [...document.querySelectorAll<HTMLImageElement>('[data-page] img')].map((img) => img.decode()),
    );
    const outcome = await bridge.invoke('view:print', to);
    if (!outcome.ok) complain(outcome.problem);
    else if (outcome.value !== null)
      say(to === 'pdf' ? text.output.saved(outcome.value) : text.output.printed);
  } finally {
    const { page } = useOutputStore.getState();
    if (page !== null) URL.revokeObjectURL(page.view.address);
    useOutputStore.setState({ page: null });
    isPrinting = false;
  }
}
