/** What is used of cli-progress, which ships no types. */
declare module 'cli-progress' {
  interface Options {
    readonly format: string;
    readonly stream: NodeJS.WritableStream;
    readonly hideCursor: boolean;
  }
  interface Bar {
    start(total: number, startValue: number): void;
    setTotal(total: number): void;
    update(value: number): void;
    stop(): void;
  }
  const progress: {
    readonly SingleBar: new (options: Options, preset: unknown) => Bar;
    readonly Presets: { readonly shades_classic: unknown };
  };
  export default progress;
}
