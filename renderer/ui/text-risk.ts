/** Words around the assessment; what the rules and their evidence say comes from shared/risk. */
export const riskTexts = {
  assessment: 'Assessment',
  title: (version: string) => `Assessment · rules ${version}`,
  stillNeeds: (findings: string) => `The rules still need: ${findings}`,
  noFracture: 'No fracture: no pathway',
  noPathwayYet: 'No pathway yet',
  noPathway: (reason: string) => `No pathway: ${reason}`,
  against: 'against:',
  evidence: (id: string) => `Evidence ${id}`,
  evidenceAgainst: (id: string) => `Evidence ${id}, against`,
  standsAgainst: '(stands against)',
  inCohort: 'In the cohort, with exact Clopper–Pearson intervals:',
  proportions: (id: string) => `Proportions of the cohort, ${id}`,
} as const;
