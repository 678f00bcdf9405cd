/** JSON of any shape: a test reads into it, and asserts on what it finds. */
export type Json = ReturnType<typeof JSON.parse>;
