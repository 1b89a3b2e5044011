import { ApiError, readError } from './errors';

export interface UploadProgress {
  /** Bytes that have left, and all there are. */
  sent: number;
  total: number;
}

/**
 * POST a form with a file, telling how far it is: `fetch` cannot say, and a large file takes minutes on a slow
 * line. Throws ApiError as the typed client does.
 */
export function uploadForm<Answer>(
  path: string,
  form: FormData,
  onProgress?: (progress: UploadProgress) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'text';
    if (onProgress) {
      request.upload.onprogress = ({ loaded, total }) => onProgress({ sent: loaded, total });
    }
    request.onload = () => {
      const body = readJson(request.responseText);
      const { status, statusText } = request;
      // The answer of a path is what its caller says it is, as in the generated client.
      if (status >= 200 && status < 300 && body !== undefined) resolve(body as Answer);
      else reject(readError(body, new Response(null, { status: status || 502, statusText })));
    };
    const silent = () =>
      reject(new ApiError({ code: 'offline', message: 'The server cannot be reached.', status: 0 }));
    request.onerror = silent;
    request.ontimeout = silent;
    request.onabort = silent;
    request.send(form);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
