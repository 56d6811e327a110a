import type { Reading, RimCellState } from '../findings/reading';
import { escapeMarkup } from './escape-markup';
import { pictureSvg } from './picture-svg';
import {
  type ReportEvidence,
  type ReportFracture,
  type ReportModel,
  type ReportOptions,
  type ReportRow,
  type ReportRule,
  reportModel,
} from './report-model';
import { type ReportPicture, unitsPerPaperMillimetre } from './report-picture';
import { reportStyle } from './report-style';

/** A report to be laid out. */
export interface ReportContent extends ReportOptions {
  reading: Reading;
  pictures: readonly ReportPicture[];
}

const t = escapeMarkup;

function rowList(rows: readonly ReportRow[], className: string): string {
  const entries = rows.map(({ label, value }) => `<div><dt>${t(label)}</dt><dd>${t(value)}</dd></div>`);
  return `<dl class="${className}">${entries.join('')}</dl>`;
}

function figure(picture: ReportPicture, reading: Reading): string {
  const { caption, note, width } = picture;
  const words = note === '' ? t(caption) : `${t(caption)}: <i>${t(note)}</i>`;
  return (
    `<figure style="width:${(width / unitsPerPaperMillimetre).toFixed(1)}mm">${pictureSvg(picture, reading)}` +
    `<figcaption>${words}</figcaption></figure>`
  );
}

function pictureRow(pictures: readonly ReportPicture[], reading: Reading): string {
  if (pictures.length === 0) return '';
  return `<div class="pictures">${pictures.map((picture) => figure(picture, reading)).join('')}</div>`;
}

const rimStateWords: Record<RimCellState, string> = {
  unread: 'unread',
  intact: 'intact',
  interrupted: 'interrupted',
  displaced: 'displaced',
  'not-assessable': 'not assessable',
};

function rimMap({ level, rim }: ReportFracture): string {
  const heads = (rim[0]?.cells ?? []).map(
    ({ column }) =>
      `<th scope="col">${t(column)}${column === 'right' ? ' (R)' : column === 'left' ? ' (L)' : ''}</th>`,
  );
  const rows = rim.map(
    ({ row, cells }) =>
      `<tr><th scope="row">${t(row)}</th>${cells
        .map(({ state }) => `<td data-state="${t(state)}">${rimStateWords[state]}</td>`)
        .join('')}</tr>`,
  );
  return (
    `<table class="rim"><caption>Rim map of ${t(level)}, patient’s sides</caption>` +
    `<thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  );
}

function measurementTable({ measurements, notMeasured, level }: ReportFracture): string {
  const notes = [...new Set(measurements.flatMap(({ note }) => note ?? []))];
  const rows = measurements.map(({ name, method, value, uncertainty, unit, note }) => {
    const mark = note === null ? '' : `<sup>${notes.indexOf(note) + 1}</sup>`;
    return (
      `<tr><th scope="row">${t(name)}${mark}</th><td class="method">${t(method)}</td><td class="number">${t(value)}</td>` +
      `<td class="spread">${uncertainty === null ? '' : `± ${t(uncertainty)}`}</td><td class="unit">${t(unit)}</td></tr>`
    );
  });
  const table =
    rows.length === 0
      ? '<p>Nothing is measured.</p>'
      : `<table class="measurements"><caption>Measurements of ${t(level)}; ± is k = 2, from placing points to a pixel</caption>` +
        '<thead><tr><th scope="col">Value</th><th scope="col">Method</th><th scope="col" class="number" colspan="2">Result</th>' +
        `<th scope="col" class="unit">Unit</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const remarks = [
    ...notes.map((note, index) => `<sup>${index + 1}</sup> ${t(note)}`),
    ...(notMeasured.length === 0 ? [] : [`Not measured: ${notMeasured.map(t).join(' ')}`]),
  ];
  return table + remarks.map((remark) => `<p class="remark">${remark}</p>`).join('');
}

function fractureSection(fracture: ReportFracture, content: ReportContent): string {
  const own = content.pictures.filter(({ level }) => level === fracture.level);
  const [first, further] = firstRow(own);
  return (
    `<section class="fracture"><h2>${t(fracture.heading)}</h2>${pictureRow(first, content.reading)}` +
    `<div class="columns"><div>${rimMap(fracture)}${rowList(fracture.findings, 'findings')}</div>` +
    `<div>${measurementTable(fracture)}</div></div></section>` +
    (further.length === 0
      ? ''
      : `<section><h2>${t(fracture.level)}: further key images</h2>${pictureRow(further, content.reading)}</section>`)
  );
}

/** Between two pictures, mm, as in `reportStyle`. */
const pictureGap = 2;
/** Width of the paper that pictures may take, in their units. */
const rowWidth = 186 * unitsPerPaperMillimetre;

/** As many pictures as stand in one row of the page, and the rest. */
function firstRow(pictures: readonly ReportPicture[]): [ReportPicture[], ReportPicture[]] {
  let left = rowWidth;
  let count = 0;
  for (const { width } of pictures) {
    if (width > left) break;
    left -= width + pictureGap * unitsPerPaperMillimetre;
    count++;
  }
  return [pictures.slice(0, Math.max(1, count)), pictures.slice(Math.max(1, count))];
}

/** The rule that decides has its title in the line above: it is not said twice. */
function ruleItem(
  { id, level, title, says, because, evidence }: ReportRule,
  showsLevel: boolean,
  pathway: string,
): string {
  const ids = evidence.map((one) => (one.against ? `against: ${one.id}` : one.id)).join(', ');
  const where = showsLevel && level !== null ? ` ${t(level)}` : '';
  return (
    `<li><b>${t(id)}${where}</b> ${pathway === `${id}: ${title}` ? '' : `${t(title)}. `}${t(says)} <span class="because">${t(because)}. ` +
    `Evidence ${t(ids)}.</span></li>`
  );
}

function assessmentSection({ assessment, fractures }: ReportModel): string {
  const { pathway, rules, evidence, cautions, sources } = assessment;
  const nameOf = ({ id, title, against }: ReportEvidence) =>
    `<b>${t(id)}</b> ${t(title)}${against ? ' <b>(stands against E2)</b>' : ''}`;
  const items = evidence
    .filter(({ figures }) => figures.length > 0)
    .map((one) => `<li>${nameOf(one)}: ${one.figures.map(t).join('; ')} [${one.source}]</li>`);
  const others = evidence
    .filter(({ figures }) => figures.length === 0)
    .map((one) => `${nameOf(one)} [${one.source}]`);
  const remarks = cautions.map(({ ids, text }) => `<b>${t(ids.join(', '))}</b> ${t(text)}`);
  return (
    `<section class="assessment"><h2>Assessment: ${t(pathway)}</h2>` +
    (rules.length === 0
      ? '<p>No rule applies.</p>'
      : `<ul class="rules">${rules.map((rule) => ruleItem(rule, fractures.length > 1, pathway)).join('')}</ul>`) +
    (evidence.length === 0
      ? ''
      : '<h3>Evidence, as reported. Figures are those of the cohorts, not of this patient (95 % CI exact).</h3>' +
        `<ul class="evidence">${items.join('')}</ul>` +
        (others.length === 0 ? '' : `<p class="sources">Without figures: ${others.join('; ')}.</p>`) +
        `<p class="sources">Limits: ${remarks.join(' ')}</p>` +
        `<p class="sources">${sources.map((source, index) => `[${index + 1}] ${t(source)}`).join('. ')}.</p>`) +
    '</section>'
  );
}

function missingSection({ missing, isDraft }: ReportModel): string {
  const lists = [
    ...(isDraft && missing.forSubmission.length > 0
      ? [`<p><b>Missing before submission:</b> ${missing.forSubmission.map(t).join(' ')}</p>`]
      : []),
    missing.forRules.length > 0
      ? `<p><b>The rules still need:</b> ${missing.forRules.map(t).join('; ')}.</p>`
      : '<p><b>The rules still need:</b> nothing.</p>',
  ];
  return `<section class="missing">${lists.join('')}</section>`;
}

/** The content of a report, to stand in an element with `reportStyle`; `reportHtml` makes the whole document of it. */
export function reportBody(content: ReportContent): string {
  const model = reportModel(content.reading, content);
  const rest = content.pictures.filter(
    ({ level }) => !content.reading.fractures.some((fracture) => fracture.level === level),
  );
  return (
    `<main class="report">${model.isDraft ? '<p class="draft">DRAFT <span>not submitted</span></p>' : ''}` +
    `<header><div class="title"><h1>${t(model.title)}</h1><p>${t(model.disclaimer)}</p></div>${
      model.identifiers === null ? '' : rowList(model.identifiers, 'identifiers')
    }${rowList(model.facts, 'facts')}${rowList(model.made, 'facts made')}</header>` +
    model.fractures.map((fracture) => fractureSection(fracture, content)).join('') +
    (model.withoutFracture === null ? '' : `<section><p>${t(model.withoutFracture)}</p></section>`) +
    (rest.length === 0
      ? ''
      : `<section><h2>Further key images</h2>${pictureRow(rest, content.reading)}</section>`) +
    `<section class="clinical"><b>Clinical</b>${rowList(model.clinical, 'inline')}</section>` +
    assessmentSection(model) +
    `${missingSection(model)}</main>`
  );
}

/**
 * Markup for the lower margin of every page of a PDF: whose reading it is, that it is no diagnosis, and the page. Stands
 * by itself: no style of the document reaches it.
 */
export function reportPageFooter(content: ReportContent): string {
  const { short, disclaimer } = reportModel(content.reading, content);
  const name = content.identifiers?.patientName ?? null;
  return (
    '<div style="box-sizing:border-box;display:flex;justify-content:space-between;gap:6mm;width:100%;padding:0 12mm;' +
    "font:7pt system-ui,Arial,'DejaVu Sans',sans-serif;color:#000\">" +
    `<span>${t(name === null ? short : `${name} · ${short}`)}</span><span>${t(disclaimer)}</span>` +
    '<span>Page <span class="pageNumber"></span> of <span class="totalPages"></span></span></div>'
  );
}

/** What the report's own document may do: show what it holds, and nothing else. */
const contentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/**
 * A report as one HTML document that needs nothing beside it: no script, no address, pictures inside. The same document
 * is printed to PDF. Every text of the reading is escaped.
 */
export function reportHtml(content: ReportContent): string {
  const { short } = reportModel(content.reading, content);
  return (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">' +
    `<meta http-equiv="Content-Security-Policy" content="${t(contentSecurityPolicy)}">` +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">' +
    `<title>${t(`Rim report ${short}`)}</title><style>${reportStyle}</style></head>` +
    `<body>${reportBody(content)}</body></html>\n`
  );
}
