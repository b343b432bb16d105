/** Where the page has the picture that a text of people shows, by its address there; null: it shows none such. */
export type Pictures = (address: string) => string | null;

/** For texts in which pictures stay words. */
export const noPictures: Pictures = () => null;

/** A file that was uploaded to GitLab: project, the digits in its address, name. */
export type UploadRef = { project: number; secret: string; name: string };

const upload = /^(?:\/-\/project\/(\d{1,9}))?\/uploads\/([0-9a-f]{32})\/(\w[\w.+-]*)$/;

/**
 * What was uploaded to GitLab, for texts of one project, and nothing from elsewhere. `placeOf`: where the page serves
 * such a file.
 */
export function uploadedTo(project: number, placeOf: (upload: UploadRef) => string): Pictures {
  return (address) => {
    const [, other, secret, name] = upload.exec(address) ?? [];
    if (secret === undefined || name === undefined) return null;
    return placeOf({ project: other === undefined ? project : Number(other), secret, name });
  };
}
