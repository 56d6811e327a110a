import { bridge } from '../../app/bridge';
import { text } from '../../ui/text';
import { useAgreementStore } from './agreement-store';

/** Colours of figures on white paper, by the names of agreement.module.css. */
const paper: Readonly<Record<string, string>> = {
  ink: '#1a1a1a',
  dim: '#555555',
  line: '#c8c8c8',
  ground: '#ffffff',
  mark: '#0b5fb3',
  band: '#dbe7f3',
};
const paperFont = 'Helvetica, Arial, sans-serif';
/** Pixels of a PNG for each unit of the figure: 300 dots an inch at a width of 8 cm or more. */
const pixelsPerUnit = 3;

/** A figure as a document of its own: colours and letters for white paper, nothing of the screen. */
export function figureForPaper(figure: SVGSVGElement): string {
  const copy = figure.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  const { width, height } = figure.viewBox.baseVal;
  for (const element of [copy, ...copy.querySelectorAll('*')])
    for (const name of ['class', 'tabindex', 'role', 'aria-label', 'aria-describedby', 'data-chosen'])
      element.removeAttribute(name);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('font-family', paperFont);
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of [
    ['width', String(width)],
    ['height', String(height)],
    ['fill', '#ffffff'],
  ] as const)
    ground.setAttribute(name, value);
  copy.prepend(ground);
  const document_ = new XMLSerializer().serializeToString(copy);
  return document_.replace(/var\(--figure-([a-z]+)\)/g, (_, name: string) => paper[name] ?? '#1a1a1a');
}

/** The picture of an SVG document, PNG in Base64. */
async function picture(svg: string, width: number, height: number): Promise<string> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * pixelsPerUnit);
  canvas.height = Math.round(height * pixelsPerUnit);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}

/** Saves a figure under a name the user chooses, and says what came of it. */
export async function saveFigure(figure: SVGSVGElement, name: string, kind: 'svg' | 'png'): Promise<void> {
  const svg = figureForPaper(figure);
  const { width, height } = figure.viewBox.baseVal;
  await save(name, kind, kind === 'svg' ? svg : await picture(svg, width, height));
}

/** Saves a table under a name the user chooses, and says what came of it. */
export function saveTable(csv: string, name: string): Promise<void> {
  return save(name, 'csv', csv);
}

async function save(name: string, kind: 'svg' | 'png' | 'csv', content: string): Promise<void> {
  const allowed = name.replace(/[^\p{L}\p{N}._ -]+/gu, '-').slice(0, 90);
  const outcome = await bridge.invoke('project:saveFigure', { name: allowed, kind, content });
  if (!outcome.ok) useAgreementStore.setState({ said: null, problem: outcome.problem });
  else if (outcome.value !== null)
    useAgreementStore.setState({ problem: null, said: text.agreement.saved(outcome.value) });
}
