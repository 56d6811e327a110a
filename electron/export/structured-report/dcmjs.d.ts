declare module 'dcmjs' {
  type Naturalized = Record<string, unknown>;
  interface Data {
    DicomMetaDictionary: {
      denaturalizeDataset(dataset: Naturalized): Record<string, unknown>;
    };
    DicomDict: new (
      meta: Record<string, unknown>,
    ) => { dict: Record<string, unknown>; write(options?: Record<string, unknown>): ArrayBuffer };
  }
  const dcmjs: { data: Data; log: { setLevel(level: string): void } };
  export default dcmjs;
}
