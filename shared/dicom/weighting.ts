import type { MrContrast } from './image-facts';
import type { Weighting } from './model';

/** A weighting and the words the interface uses for it. */
export interface WeightingVerdict {
  weighting: Weighting;
  /** "T2", "T2 fat-suppressed", "STIR", "FLAIR", "Diffusion"…; empty where nothing is known. */
  label: string;
}

const unknown: WeightingVerdict = { weighting: 'unknown', label: '' };

/**
 * The weighting of an MR image from its header values and, where these do not decide, from its descriptions.
 * A fat-suppressed T2 image shows oedema as STIR does and counts as STIR; its label says what it is.
 * The thresholds (ms) follow the usual spine protocols at 0.2–3 T.
 */
export function weightingOf(contrast: MrContrast, ...descriptions: readonly string[]): WeightingVerdict {
  const words = descriptionWords([...descriptions, contrast.sequenceName]);
  if (contrast.diffusionWeighted || /\b(DWI|DTI|ADC|TRACEW|DIFF\w*)\b/.test(words)) {
    return { weighting: 'unknown', label: 'Diffusion' };
  }
  const verdict = fromHeader(contrast, words) ?? fromDescription(words);
  return withFatSuppression(verdict, contrast, words);
}

function descriptionWords(texts: readonly string[]): string {
  return texts
    .join(' ')
    .toUpperCase()
    .replace(/T2\s*\*/g, 'T2STAR')
    .replace(/[^A-Z0-9]+/g, ' ')
    .replace(/\bT ([12])\b/g, 'T$1');
}

function fromHeader(contrast: MrContrast, words: string): WeightingVerdict | null {
  const { repetitionTime, echoTime, inversionTime } = contrast;
  const gradientOnly =
    (contrast.scanningSequence.includes('GR') || contrast.scanningSequence.includes('EP')) &&
    !contrast.scanningSequence.includes('SE');
  if (gradientOnly || echoTime === null || echoTime <= 0) return null;
  const inverted =
    contrast.scanningSequence.includes('IR') ||
    /TIR/i.test(contrast.sequenceName) ||
    (inversionTime !== null && inversionTime >= 50);
  if (inverted) return fromInversion(inversionTime, echoTime, words);
  if (repetitionTime === null || repetitionTime <= 0) return null;
  if (repetitionTime < 1500 && echoTime <= 40) return { weighting: 'T1', label: 'T1' };
  if (repetitionTime >= 900 && echoTime >= 60) return { weighting: 'T2', label: 'T2' };
  if (repetitionTime >= 1500 && echoTime <= 50) return { weighting: 'PD', label: 'PD' };
  return null;
}

function fromInversion(
  inversionTime: number | null,
  echoTime: number,
  words: string,
): WeightingVerdict | null {
  if (inversionTime === null || inversionTime <= 0) {
    return /\bFLAIR\b|DARK FLUID/.test(words) ? null : { weighting: 'STIR', label: 'STIR' };
  }
  if (inversionTime < 350) return { weighting: 'STIR', label: 'STIR' };
  if (inversionTime < 1400 && echoTime <= 40) return { weighting: 'T1', label: 'T1 FLAIR' };
  return { weighting: 'unknown', label: 'FLAIR' };
}

function fromDescription(words: string): WeightingVerdict {
  if (/\bSTIR\b|\bTIRM\b|\bSHORT TI\b/.test(words)) return { weighting: 'STIR', label: 'STIR' };
  if (/\bT1\w*\b.*\bFLAIR\b/.test(words)) return { weighting: 'T1', label: 'T1 FLAIR' };
  if (/\bFLAIR\b|DARK FLUID/.test(words)) return { weighting: 'unknown', label: 'FLAIR' };
  if (/\bT2STAR|\bMEDIC\b|\bMERGE\b|\bSWI\b/.test(words)) return { weighting: 'unknown', label: 'T2*' };
  if (/\bT2(W\w*|TSE|FSE|SE|FRFSE|FS)?\b/.test(words)) return { weighting: 'T2', label: 'T2' };
  if (/\bT1(W\w*|TSE|FSE|SE|FS)?\b/.test(words)) return { weighting: 'T1', label: 'T1' };
  if (/\bPD(W|TSE|FSE|FS)?\b|\bPROTON DENSITY\b/.test(words)) return { weighting: 'PD', label: 'PD' };
  return unknown;
}

const fatSuppressedWords =
  /\b(FS|FAT ?SAT\w*|FATSUP\w*|SPAIR|SPIR|CHESS|T2FS|T1FS|PDFS|WATER|STIR)\b|\bFAT (SAT\w*|SUP\w*)\b/;

function withFatSuppression(
  verdict: WeightingVerdict,
  contrast: MrContrast,
  words: string,
): WeightingVerdict {
  if (verdict.weighting === 'unknown' || verdict.weighting === 'STIR') return verdict;
  const dixon = dixonPart(contrast.imageType);
  if (dixon === 'fat') return { weighting: 'unknown', label: `${verdict.label} Dixon fat` };
  const suppressed =
    dixon === 'water' || contrast.fatSuppressed || (dixon === null && fatSuppressedWords.test(words));
  if (!suppressed) return verdict;
  const label = dixon === 'water' ? `${verdict.label} Dixon water` : `${verdict.label} fat-suppressed`;
  return { weighting: verdict.weighting === 'T2' ? 'STIR' : verdict.weighting, label };
}

/** Which part of a Dixon acquisition an ImageType names (Siemens W/F, Philips W/F, GE WATER/FAT), if any. */
function dixonPart(imageType: readonly string[]): 'water' | 'fat' | 'other' | null {
  const values = imageType.slice(2).map((value) => value.toUpperCase());
  if (values.some((value) => value === 'W' || value === 'WATER')) return 'water';
  if (values.some((value) => value === 'F' || value === 'FAT')) return 'fat';
  if (values.some((value) => ['IP', 'OP', 'IN_PHASE', 'OUT_PHASE', 'OPP_PHASE'].includes(value)))
    return 'other';
  return null;
}
