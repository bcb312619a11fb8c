import { decodeUserData } from "@berth/infra/cloud-user-data";

/** The line of user-data that lets people log in with a password, if there is one. */
export function passwordLogin(userDataBase64: string): string | undefined {
  const lines = decodeUserData(userDataBase64).split("\n");
  return lines.find((line) =>
    /^\s*(ssh_pwauth:\s*["']?(true|yes|1)|chpasswd:|passwd:|password:|plain_text_passwd:)/i.test(line),
  );
}
