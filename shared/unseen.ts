/** Text of others, so that a person sees all that is in it. */

/**
 * What a terminal, a menu or a reader could take for more than text: control characters (escape sequences begin with one),
 * line and paragraph separators, lone surrogates, and what Unicode draws as nothing, which can turn a line around (bidi,
 * UAX 9) or hide in a name. The zero-width joiners and the variation selectors stay: Persian names and emoji need them.
 */
const unseen = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\p{Join_Control}[\ufe00-\ufe0f]]]/gv

/** Whether a person would not see all of `text`, or not as one line. */
export function hasUnseen(text: string): boolean {
  return text.search(unseen) !== -1
}

/** `text` with `by`, or what it makes of each, in place of all unseen characters. */
export function replaceUnseen(text: string, by: string | ((character: string) => string)): string {
  return text.replaceAll(unseen, typeof by === 'string' ? () => by : by)
}

/** `text` on one line, with every unseen character shown as U+FFFD. */
export function visible(text: string): string {
  return replaceUnseen(text, '\uFFFD')
}
