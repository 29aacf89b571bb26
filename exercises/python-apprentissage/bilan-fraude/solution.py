from sklearn.metrics import confusion_matrix, precision_score, recall_score


def bilan(reel, predit, classe):
    positif, annonce = reel == classe, predit == classe
    vn, fp, fn, vp = confusion_matrix(positif, annonce, labels=[False, True]).ravel()
    return {
        "vrais_positifs": int(vp),
        "faux_positifs": int(fp),
        "faux_negatifs": int(fn),
        "vrais_negatifs": int(vn),
        "rappel": recall_score(positif, annonce, zero_division=0),
        "precision": precision_score(positif, annonce, zero_division=0),
    }
