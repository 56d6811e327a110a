/** Answers of two readers by category: `counts[first][second]`. */
export interface PairTable {
  name: string;
  counts: number[][];
}

/** Answers of several readers: `ratings[subject][reader]`, categories from 1 to `categories`. */
export interface GroupTable {
  name: string;
  categories: number;
  ratings: number[][];
}

/** Values by subject and reader; null is missing. */
export interface ValuesTable {
  name: string;
  rows: (number | null)[][];
}

/** Everything that is computed both here and by R. */
export interface AgreementTables {
  pairs: PairTable[];
  groups: GroupTable[];
  values: ValuesTable[];
  /** Degrees of freedom of Student quantiles, of F quantiles, and F values with theirs. */
  student: number[];
  f: [number, number][];
  fTail: [number, number, number][];
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function normalNumber(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** A category from 0, the low ones likelier the larger `skew`. */
function category(random: () => number, categories: number, skew: number): number {
  return Math.min(categories - 1, Math.floor(random() ** skew * categories));
}

function randomPairs(random: () => number, index: number): PairTable {
  const size = 2 + (index % 5);
  const subjects = [6, 15, 40, 120, 700, 4000][index % 6] ?? 40;
  const [skew, agreeing] = [0.5 + 3 * random(), random()];
  const counts = times(size, () => times(size, () => 0));
  for (let subject = 0; subject < subjects; subject++) {
    const first = category(random, size, skew);
    const line = counts[first] ?? [];
    const second = random() < agreeing ? first : category(random, size, skew);
    line[second] = (line[second] ?? 0) + 1;
  }
  return { name: `random ${index + 1}: ${size} categories, ${subjects} subjects`, counts };
}

function randomGroup(random: () => number, index: number): GroupTable {
  const categories = 2 + (index % 4);
  const readers = 3 + (index % 3);
  const subjects = [5, 12, 60, 300][index % 4] ?? 12;
  const [skew, agreeing] = [0.5 + 2 * random(), random()];
  const ratings = times(subjects, () => {
    const truth = 1 + category(random, categories, skew);
    return times(readers, () => (random() < agreeing ? truth : 1 + category(random, categories, skew)));
  });
  return { name: `random ${index + 1}: ${readers} readers, ${categories} categories`, categories, ratings };
}

function randomValues(random: () => number, index: number): ValuesTable {
  const readers = 2 + (index % 3);
  const subjects = [2, 3, 8, 25, 90][index % 5] ?? 8;
  const [between, bias, error] = [6 * random(), 2 * random(), 0.05 + 3 * random()];
  const biases = times(readers, () => bias * normalNumber(random));
  const rows = times(subjects, () => {
    const truth = 12 + between * normalNumber(random);
    return biases.map((one): number | null => {
      const value = Math.round((truth + one + error * normalNumber(random)) * 1e4) / 1e4;
      return index % 4 === 3 && random() < 0.1 && subjects > 8 ? null : value;
    });
  });
  return { name: `random ${index + 1}: ${readers} readers, ${subjects} subjects`, rows };
}

const edgePairs: PairTable[] = [
  {
    name: 'perfect agreement',
    counts: [
      [7, 0],
      [0, 5],
    ],
  },
  {
    name: 'perfect agreement, three categories',
    counts: [
      [7, 0, 0],
      [0, 5, 0],
      [0, 0, 2],
    ],
  },
  {
    name: 'one category only',
    counts: [
      [9, 0],
      [0, 0],
    ],
  },
  {
    name: 'one reader constant',
    counts: [
      [6, 3],
      [0, 0],
    ],
  },
  {
    name: 'never the same',
    counts: [
      [0, 6],
      [4, 0],
    ],
  },
  {
    name: 'a category that does not occur',
    counts: [
      [8, 0, 2],
      [0, 0, 0],
      [1, 0, 6],
    ],
  },
  {
    name: 'one subject, agreed',
    counts: [
      [1, 0],
      [0, 0],
    ],
  },
  {
    name: 'one subject, not agreed',
    counts: [
      [0, 1],
      [0, 0],
    ],
  },
  {
    name: 'high agreement, rare finding',
    counts: [
      [236, 2],
      [3, 1],
    ],
  },
  {
    name: 'worse than chance',
    counts: [
      [2, 9, 4],
      [8, 1, 7],
      [5, 6, 0],
    ],
  },
  {
    name: 'one step apart',
    counts: [
      [0, 5, 0, 0],
      [0, 0, 5, 0],
      [0, 0, 0, 5],
      [0, 0, 0, 0],
    ],
  },
];

const edgeGroups: GroupTable[] = [
  {
    name: 'perfect agreement',
    categories: 2,
    ratings: [
      [1, 1, 1],
      [2, 2, 2],
      [1, 1, 1],
    ],
  },
  {
    name: 'one category only',
    categories: 2,
    ratings: [
      [1, 1, 1],
      [1, 1, 1],
    ],
  },
  { name: 'one subject', categories: 3, ratings: [[1, 2, 1]] },
  {
    name: 'never the same',
    categories: 3,
    ratings: [
      [1, 2, 3],
      [3, 1, 2],
      [2, 3, 1],
    ],
  },
  {
    name: 'a category that does not occur',
    categories: 4,
    ratings: [
      [1, 1, 2],
      [2, 2, 4],
      [4, 4, 4],
      [1, 2, 1],
    ],
  },
];

const edgeValues: ValuesTable[] = [
  {
    name: 'the subjects do not differ on average',
    rows: [
      [1, 2],
      [2, 1],
      [1.5, 1.5],
    ],
  },
  {
    name: 'negative correlation',
    rows: [
      [1, 9, 4],
      [8, 2, 5],
      [3, 7, 1],
      [9, 1, 6],
    ],
  },
  {
    name: 'far from zero',
    rows: [
      [100000.5, 100000.7],
      [100003.1, 100002.8],
      [100001.2, 100001.9],
      [100007, 100006.1],
    ],
  },
  {
    name: 'missing values',
    rows: [
      [1, null],
      [2, 2.5],
      [null, null],
      [4, 4.1],
      [7, 6],
      [5.5, 5],
    ],
  },
  {
    name: 'large bias',
    rows: [
      [1, 21],
      [2, 22.4],
      [3, 22.9],
      [4, 24.2],
      [5, 24.8],
    ],
  },
];

/** The same tables in every run: random ones and edge cases. */
export function agreementTables(): AgreementTables {
  const random = randomNumbers(20_221);
  const degrees = [1, 2, 3, 5, 10, 29.5, 100, 1999, 4000];
  const fractional = [0.3, 0.8, 1.4];
  return {
    pairs: [...edgePairs, ...times(36, (index) => randomPairs(random, index))],
    groups: [...edgeGroups, ...times(20, (index) => randomGroup(random, index))],
    values: [...edgeValues, ...times(30, (index) => randomValues(random, index))],
    student: degrees,
    f: [...degrees, ...fractional].flatMap((df1) =>
      [...degrees, ...fractional].map((df2): [number, number] => [df1, df2]),
    ),
    fTail: [0.01, 0.5, 1, 2.5, 40].flatMap((f) =>
      degrees.map((df, index): [number, number, number] => [f, df, degrees[degrees.length - 1 - index] ?? 1]),
    ),
  };
}
