/** Hands a text to the browser as a file to be saved, under the name `name`. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has its own hold on the text once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
