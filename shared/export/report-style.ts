/** The look of a report: black on white, sizes in points and millimetres, the same on A4 and Letter. */
export const reportStyle = `
@page { margin: 9mm 12mm 13mm; }
html, body { margin: 0; background: #fff; }
.report { max-width: 186mm; margin: 0 auto; color: #000; background: #fff; font: 7.7pt/1.3 system-ui, "Segoe UI",
  "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
@media screen { .report { padding: 10mm 0; } body { padding: 0 4mm; } }
.report h1 { margin: 0; font-size: 11pt; }
.report .title { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 6mm;
  margin-bottom: 1mm; }
.report .title p { font-weight: 700; }
.report .made { margin-top: 0.4mm; font-size: 6.5pt; color: #222; }
.report h2 { margin: 2.4mm 0 1mm; padding-top: 1mm; border-top: 0.25mm solid #000; font-size: 10pt; break-after: avoid; }
.report h3 { margin: 1.4mm 0 0.4mm; font-size: 7pt; font-weight: 600; break-after: avoid; }
.report p, .report ul, .report dl, .report figure { margin: 0; padding: 0; }
.report .draft { margin: 0 0 1.6mm; padding: 0.4mm 2mm; border: 0.7mm solid #000; font-size: 24pt; font-weight: 800;
  letter-spacing: 0.28em; line-height: 1.1; }
.report .draft span { font-size: 9pt; letter-spacing: 0; font-weight: 400; }
.report dt { color: #444; }
.report dd { margin: 0; }
.report .facts, .report .inline { display: flex; flex-wrap: wrap; gap: 0.2mm 4mm; }
.report .facts > div, .report .inline > div, .report .identifiers > div { display: flex; gap: 1.2mm; }
.report .facts dd, .report .inline dd { font-weight: 600; overflow-wrap: anywhere; }
.report .made dd { font-weight: 400; }
.report .identifiers { display: flex; flex-wrap: wrap; gap: 0 6mm; margin-bottom: 1mm; padding: 1mm 2mm;
  border: 0.35mm solid #000; font-size: 9.5pt; }
.report .identifiers dd { font-weight: 700; }
.report .fracture + .fracture, .report section + .fracture { break-before: page; }
.report .pictures { display: flex; flex-wrap: wrap; gap: 2mm 2mm; align-items: flex-start; }
.report figure { max-width: 100%; break-inside: avoid; }
.report figure svg { display: block; width: 100%; height: auto; }
.report figcaption { padding-top: 0.4mm; font-size: 7pt; color: #222; }
.report .columns { display: grid; grid-template-columns: minmax(0, 82fr) minmax(0, 104fr); gap: 5mm; margin-top: 1.6mm;
  align-items: start; }
.report table { width: 100%; border-collapse: collapse; }
.report caption { padding-bottom: 0.6mm; text-align: left; font-size: 7pt; color: #222; }
.report th { text-align: left; font-weight: 400; }
.report thead th { font-size: 7pt; color: #444; }
.report .rim { table-layout: fixed; margin-bottom: 1.4mm; }
.report .rim thead th { text-align: center; }
.report .rim thead td, .report .rim tbody th { width: 15mm; font-size: 7pt; color: #444; border: 0; }
.report .rim tbody td { height: 5.4mm; border: 0.25mm solid #555; text-align: center; font-size: 7.5pt; }
.report .rim [data-state="displaced"] { background: #000; color: #fff; font-weight: 700; }
.report .rim [data-state="interrupted"] { border: 0.8mm double #000; font-weight: 700;
  background: repeating-linear-gradient(135deg, #fff 0 1mm, #ddd 1mm 1.5mm); }
.report .rim [data-state="unread"], .report .rim [data-state="not-assessable"] { border-style: dashed; font-style: italic;
  color: #333; }
.report .findings > div { display: grid; grid-template-columns: 27mm minmax(0, 1fr); }
.report .findings dd { overflow-wrap: anywhere; }
.report .measurements tbody tr { border-bottom: 0.1mm solid #bbb; break-inside: avoid; }
.report .measurements { line-height: 1.12; }
.report .measurements .unit { width: 8mm; padding-left: 0.8mm; }
.report .measurements td, .report .measurements th { padding: 0.1mm 0.8mm 0.1mm 0; vertical-align: baseline; }
.report .method { font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace; font-size: 6.5pt; }
.report .number, .report .spread { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.report .number { font-weight: 700; }
.report thead .number { font-weight: 400; }
.report sup { font-size: 5.5pt; line-height: 0; }
.report .remark { margin-top: 0.6mm; font-size: 6.5pt; color: #222; }
.report .rules, .report .evidence { list-style: none; }
.report .rules li { break-inside: avoid; }
.report .because { color: #333; font-style: italic; }
.report .evidence { font-size: 6.5pt; line-height: 1.25; }
.report .evidence li { break-inside: avoid; }
.report .sources { margin-top: 0.5mm; font-size: 6.5pt; line-height: 1.25; color: #222; }
.report .clinical { display: flex; gap: 3mm; margin-top: 2mm; padding-top: 1mm; border-top: 0.25mm solid #000; }
.report .missing { margin-top: 1.2mm; }
.report .missing p { overflow-wrap: anywhere; }
`;
