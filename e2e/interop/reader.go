// What AWS's SDK for Go reads in config files: JSON questions on standard input, JSON answers on standard output.
package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
)

type question struct{ Path, Profile string }

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := make([]map[string]string, 0, len(questions))
	for _, each := range questions {
		answers = append(answers, answer(each))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}

func answer(asked question) map[string]string {
	read, err := config.LoadSharedConfigProfile(
		context.Background(), asked.Profile,
		func(options *config.LoadSharedConfigOptions) {
			options.ConfigFiles = []string{asked.Path}
			options.CredentialsFiles = []string{}
		})
	if err != nil {
		return map[string]string{"refused": err.Error()}
	}
	return map[string]string{
		"region": read.Region, "role_arn": read.RoleARN, "credential_process": read.CredentialProcess,
		"sso_account_id": read.SSOAccountID, "sso_role_name": read.SSORoleName,
		"sso_start_url": read.SSOStartURL, "sso_region": read.SSORegion,
	}
}
