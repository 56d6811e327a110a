import type { Reading, RimCellState } from '../findings/reading';
import { escapeMarkup } from './escape-markup';
import { pictureSvg } from './picture-svg';
import {
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
      `<td class="spread">${uncertainty === null ? '' : `± ${t(uncertainty)}`}</td><td>${t(unit)}</td></tr>`
    );
  });
  const table =
    rows.length === 0
      ? '<p>Nothing is measured.</p>'
      : `<table class="measurements"><caption>Measurements of ${t(level)}; ± is k = 2, from placing points to a pixel</caption>` +
        '<thead><tr><th scope="col">Value</th><th scope="col">Method</th><th scope="col" class="number" colspan="2">Result</th>' +
        `<th scope="col">Unit</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
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

/** Width of the paper that pictures may take, in their units. */
const rowWidth = 186 * unitsPerPaperMillimetre;

/** As many pictures as stand in one row of the page, and the rest. */
function firstRow(pictures: readonly ReportPicture[]): [ReportPicture[], ReportPicture[]] {
  let left = rowWidth;
  let count = 0;
  for (const { width } of pictures) {
    if (width > left) break;
    left -= width + 3 * unitsPerPaperMillimetre;
    count++;
  }
  return [pictures.slice(0, Math.max(1, count)), pictures.slice(Math.max(1, count))];
}

function ruleItem({ id, level, title, says, because, evidence }: ReportRule, showsLevel: boolean): string {
  const ids = evidence.map((one) => (one.against ? `against: ${one.id}` : one.id)).join(', ');
  const where = showsLevel && level !== null ? ` ${t(level)}` : '';
  return (
    `<li><b>${t(id)}${where}</b> ${t(title)}. ${t(says)} <span class="because">${t(because)}. ` +
    `Evidence ${t(ids)}.</span></li>`
  );
}

function assessmentSection({ assessment, fractures }: ReportModel): string {
  const { pathway, rules, evidence, sources } = assessment;
  const items = evidence.map(
    ({ id, title, against, figures, caution, source }) =>
      `<li><b>${t(id)}</b> ${t(title)}${against ? ' <b>(stands against E2)</b>' : ''}: ${figures.map(t).join('; ')}. ` +
      `${caution === null ? '' : `<i>${t(caution)}</i> `}[${source}]</li>`,
  );
  return (
    `<section class="assessment"><h2>Assessment</h2><p class="pathway">${t(pathway)}</p>` +
    (rules.length === 0
      ? '<p>No rule applies.</p>'
      : `<ul class="rules">${rules.map((rule) => ruleItem(rule, fractures.length > 1)).join('')}</ul>`) +
    (items.length === 0
      ? ''
      : '<h3>Evidence, as reported. Figures are those of the cohorts, not of this patient (95 % CI exact).</h3>' +
        `<ul class="evidence">${items.join('')}</ul>` +
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
      : '<p><b>Missing:</b> nothing the rules need.</p>',
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
    `<header><h1>${t(model.title)}</h1>${
      model.identifiers === null ? '' : rowList(model.identifiers, 'identifiers')
    }${rowList(model.facts, 'facts')}</header>` +
    model.fractures.map((fracture) => fractureSection(fracture, content)).join('') +
    (model.withoutFracture === null ? '' : `<section><p>${t(model.withoutFracture)}</p></section>`) +
    (rest.length === 0
      ? ''
      : `<section><h2>Further key images</h2>${pictureRow(rest, content.reading)}</section>`) +
    `<section class="clinical"><h2>Clinical</h2>${rowList(model.clinical, 'inline')}</section>` +
    assessmentSection(model) +
    missingSection(model) +
    `<footer>${t(model.disclaimer)}</footer></main>`
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
