/** Where the browser gives no clipboard, the text is shown to be copied by hand: by whom, the window says. */
import { createContext, use } from 'react'

export const CopyFallbackContext = createContext<(text: string) => void>(() => {})

/** Shows a text to be copied by hand. */
export function useCopyFallback(): (text: string) => void {
  return use(CopyFallbackContext)
}
