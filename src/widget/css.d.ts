declare module '*.css' {
  /** The text of a style sheet, made small by the build. */
  export const css: string
}
