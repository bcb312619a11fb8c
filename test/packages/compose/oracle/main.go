// Prints what compose-go makes of each project below a folder: { project: { ok, project | error } }. A project is a folder
// with compose.yaml, compose.override.yaml beside it where there is one, and variables.json. Paths begin with /app.
package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/sirupsen/logrus"
)

func main() {
	logrus.SetLevel(logrus.PanicLevel)
	folders, _ := filepath.Glob(filepath.Join(os.Args[1], "*"))
	out := map[string]any{}
	for _, folder := range folders {
		out[filepath.Base(folder)] = load(folder)
	}
	printed, _ := json.MarshalIndent(out, "", " ")
	os.Stdout.Write(append(printed, '\n'))
}

func load(folder string) any {
	variables := types.Mapping{}
	if text, err := os.ReadFile(filepath.Join(folder, "variables.json")); err == nil {
		if err := json.Unmarshal(text, &variables); err != nil {
			panic(err)
		}
	}
	details := types.ConfigDetails{WorkingDir: folder, Environment: variables}
	for _, name := range []string{"compose.yaml", "compose.override.yaml"} {
		path := filepath.Join(folder, name)
		if _, err := os.Stat(path); err == nil {
			details.ConfigFiles = append(details.ConfigFiles, types.ConfigFile{Filename: path})
		}
	}
	project, err := loader.LoadWithContext(context.Background(), details, func(o *loader.Options) {
		o.SkipResolveEnvironment = true
		o.SetProjectName("app", false)
	})
	if err != nil {
		return map[string]any{"ok": false, "error": strings.ReplaceAll(err.Error(), folder, "/app")}
	}
	printed, _ := project.MarshalJSON()
	return map[string]any{"ok": true, "project": json.RawMessage(strings.ReplaceAll(string(printed), folder, "/app"))}
}
