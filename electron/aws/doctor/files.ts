/** Every rule about what stands in the config and credentials files. */
import type { Diagnosis, Files } from './diagnosis.ts'

/** All that is wrong in the files, errors first, then by line. */
export function diagnoseFiles(_files: Files): readonly Diagnosis[] {
  return []
}
