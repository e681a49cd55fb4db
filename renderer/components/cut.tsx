/** One line of text that is cut in its middle where it does not fit: names that look alike differ in their ends. */
import styles from './cut.module.css'
import { Marked } from './screen.tsx'

const noWords: readonly string[] = []

/** The parts of `words` (lower case) that it holds are marked. Assistive technology gets the text as one. */
export function Cut({ text, words = noWords }: { readonly text: string; readonly words?: readonly string[] }) {
  const middle = middleOf(text)
  return (
    <bdi className={styles['cut']} title={text}>
      <span className={styles['whole']}>{text}</span>
      <span className={styles['start']} aria-hidden="true">
        <Marked text={text} words={words} to={middle} />
      </span>
      <span className={styles['end']} aria-hidden="true">
        <Marked text={text} words={words} from={middle} />
      </span>
    </bdi>
  )
}

/** A text of no more characters is in one piece. */
const short = 16
/** How many characters at the end stay in sight. */
const [fewest, most] = [8, 26]

/** Where the end begins that stays in sight, more than half of the text: with a word, where one is long enough. */
export function middleOf(text: string): number {
  if (text.length <= short) return text.length
  const kept = Math.min(most, Math.ceil((text.length * 2) / 3))
  const word = /[-_. /@+]/.exec(text.slice(-kept, 1 - fewest))
  if (!word) return text.length - Math.min(kept, 14)
  // A space goes with what is cut away.
  return text.length - kept + word.index + (word[0] === ' ' ? 1 : 0)
}
